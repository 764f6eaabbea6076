import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Acts, type Caller, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersWith, Me } from '#libs/http';
import { AnswersFile, Operation } from './api-document.js';
import { type AttachmentJson, attachmentSchema } from './attachment-json.js';
import { Attachments } from './attachments.js';

/** Attachments by their own id. The rules are those of the record that each belongs to. */
@ApiTags('Attachments')
@Controller('attachments')
export class AttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @Get(':id')
  @Reads('Attachment')
  @Operation('readAttachment', 'What is known of an attachment')
  @AnswersWith('Attachment', attachmentSchema, 200, 'The attachment.')
  one(@Me() caller: Caller, @Param('id') id: string): Promise<AttachmentJson> {
    return this.attachments.one(caller, id);
  }

  @Get(':id/content')
  @Reads('Attachment')
  @Operation('downloadAttachment', 'The file itself, always as a download')
  @AnswersFile()
  async content(@Me() caller: Caller, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { attachment, bytes } = await this.attachments.content(caller, id);
    await reply.headers(downloadHeaders(attachment)).send(bytes);
  }

  @Delete(':id')
  @Acts('attach', 'Attachment')
  @HttpCode(204)
  @Operation('deleteAttachment', 'Deletes a file that you attached')
  @AnswersNothing()
  async remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.attachments.remove(caller, id);
  }
}

/**
 * A file never becomes part of a page: it is saved, its type is not guessed at, and if a browser shows it all the same,
 * it runs nothing and fetches nothing (T12). Nothing on the way keeps it, since rights may end.
 */
function downloadHeaders({ fileName, contentType, sizeBytes }: AttachmentJson): Record<string, string | number> {
  return {
    'content-type': contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
    'content-length': sizeBytes,
    'content-disposition': `attachment; filename*=UTF-8''${extendedValue(fileName)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store',
  };
}

/** RFC 8187: percent-encoded UTF-8, with the few more characters that a parameter may not hold. */
const extendedValue = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
