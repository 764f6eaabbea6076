import { type DynamicModule, Module } from '@nestjs/common';
import { ActivityStream } from './activity-stream.js';
import { ActivitySubjects } from './activity-subjects.js';
import { AttachmentQueries } from './attachment-queries.js';
import { ATTACHMENT_STORE } from './attachment-store.js';
import { AttachmentsController } from './attachments.controller.js';
import { Attachments } from './attachments.js';
import { Comments } from './comments.js';
import { DiskAttachmentStore } from './disk-attachment-store.js';

/** Where files are kept, and how large one may be. */
export interface ActivityOptions {
  /** A folder outside of anything that a web server shows; made when it is first needed. */
  readonly attachmentsDir: string;
  /** 10 MB when left out. */
  readonly maxBytes?: number;
}

const SERVICES = [ActivityStream, ActivitySubjects, AttachmentQueries, Attachments, Comments];

/** Activity streams and attachments for all contexts. Needs Database and UnitOfWork to be provided globally. */
@Module({})
export class ActivityModule {
  static forRoot({ attachmentsDir, maxBytes }: ActivityOptions): DynamicModule {
    return {
      module: ActivityModule,
      global: true,
      controllers: [AttachmentsController],
      providers: [...SERVICES, { provide: ATTACHMENT_STORE, useFactory: () => new DiskAttachmentStore(attachmentsDir, maxBytes) }],
      exports: [...SERVICES, ATTACHMENT_STORE],
    };
  }
}
