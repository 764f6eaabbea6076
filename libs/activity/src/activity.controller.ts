import { Controller, Get, type OnModuleInit, Param, Post, Req, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, Input, ListParameters, MayTotal, Me, Payload } from '#libs/http';
import type { RawQuery } from '#libs/records';
import { ActivityStream, type EntryPage } from './activity-stream.js';
import { type ActivitySubject, ActivitySubjects } from './activity-subjects.js';
import { Operation, TakesFile } from './api-document.js';
import { type AttachmentJson, attachmentSchema } from './attachment-json.js';
import { type AttachmentPage, AttachmentQueries } from './attachment-queries.js';
import { Attachments } from './attachments.js';
import { CommentDto } from './comment.dto.js';
import { Comments } from './comments.js';
import { type EntryJson, entrySchema } from './entry-json.js';
import { MultipartUpload } from './multipart-upload.js';

/** Where a kind of record is found, and what it is. */
export interface ActivityRoutes extends ActivitySubject {
  /** The collection, as `cases`. */
  readonly path: string;
  /** The heading in the API document; the collection's name in words when left out. */
  readonly tag?: string;
  /** The plugins without which these records do not exist. */
  readonly plugins?: readonly string[];
}

/**
 * A controller with the activity stream, comments, work notes and attachments of one kind of record, below
 * `/{path}/{id}`. It enters the kind with ActivitySubjects by itself as the program starts.
 */
export function activityController({ path, schema, shape, tag = inWords(path), plugins = [] }: ActivityRoutes): Type {
  const { subject } = shape;
  const kind = { schema, shape };
  const name = shape.title.replace(/\W/g, '');

  @ApiTags(tag)
  @Controller(path)
  @NeedsPlugin(...plugins)
  class RecordActivityController implements OnModuleInit {
    constructor(
      private readonly stream: ActivityStream,
      private readonly comments: Comments,
      private readonly attachments: Attachments,
      private readonly attached: AttachmentQueries,
      private readonly subjects: ActivitySubjects,
    ) {}

    onModuleInit(): void {
      this.subjects.add(kind);
    }

    @Get(':id/activity')
    @Reads(subject)
    @Operation(`list${name}Activity`, 'What happened to the record, newest first')
    @AnswersPageWith('ActivityEntry', entrySchema)
    @MayTotal()
    list(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<EntryPage> {
      return this.stream.page(caller, shape, id, query);
    }

    @Post(':id/comments')
    @Acts('comment', subject)
    @Operation(`commentOn${name}`, 'Adds a comment, for everyone who sees the record')
    @AnswersWith('ActivityEntry', entrySchema, 201, 'The new entry.')
    comment(@Me() caller: Caller, @Param('id') id: string, @Input(CommentDto) body: Payload<CommentDto>): Promise<EntryJson> {
      return this.comments.comment(caller, kind, id, body);
    }

    @Post(':id/work-notes')
    @Acts('write_work_note', subject)
    @Operation(`addWorkNoteTo${name}`, 'Adds a note that only internal people read')
    @AnswersWith('ActivityEntry', entrySchema, 201, 'The new entry.')
    workNote(@Me() caller: Caller, @Param('id') id: string, @Input(CommentDto) body: Payload<CommentDto>): Promise<EntryJson> {
      return this.comments.workNote(caller, kind, id, body);
    }

    @Get(':id/attachments')
    @Reads(subject)
    @Operation(`list${name}Attachments`, 'The files attached to the record, newest first')
    @AnswersPageWith('Attachment', attachmentSchema)
    @MayTotal()
    listAttachments(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<AttachmentPage> {
      return this.attached.page(caller, shape, id, query);
    }

    @Post(':id/attachments')
    @Acts('attach', subject)
    @Operation(`attachTo${name}`, 'Attaches a file')
    @TakesFile()
    @AnswersWith('Attachment', attachmentSchema, 201, 'The new attachment.')
    attach(@Me() caller: Caller, @Param('id') id: string, @Req() request: FastifyRequest): Promise<AttachmentJson> {
      return this.attachments.add(caller, kind, id, new MultipartUpload(request));
    }
  }
  // Routes and messages name controllers; all of these would otherwise have the same name.
  Object.defineProperty(RecordActivityController, 'name', { value: `${name}ActivityController` });
  return RecordActivityController;
}

/** `project-tasks` as a heading: `Project tasks`. */
function inWords(path: string): string {
  return path.charAt(0).toUpperCase() + path.slice(1).replaceAll('-', ' ');
}
