export { type ActivityRoutes, activityController } from './activity.controller.js';
export { ActivityModule, type ActivityOptions } from './activity.module.js';
export {
  type ActivityEntry,
  ActivityEntrySchema,
  type ActivityKind,
  type Attachment,
  AttachmentSchema,
  type Audience,
  type AuditEntry,
  AuditEntrySchema,
  type FieldChange,
} from './activity.schema.js';
export { ActivityEvent, type ActivityEventPayload } from './activity-events.js';
export { ActivityStream, type EntryPage } from './activity-stream.js';
export { type ActivitySubject, ActivitySubjects } from './activity-subjects.js';
export { copyAttachments, type OwnerOfFiles } from './attachment-copies.js';
export type { AttachmentJson } from './attachment-json.js';
export { type AttachmentPage, AttachmentQueries } from './attachment-queries.js';
export { ATTACHMENT_STORE, type AttachmentStore, type StoredFile } from './attachment-store.js';
export { AttachmentsController } from './attachments.controller.js';
export { type AttachmentContent, Attachments } from './attachments.js';
export { Comments } from './comments.js';
export { DiskAttachmentStore } from './disk-attachment-store.js';
export type { EntryJson } from './entry-json.js';
export { audit, post, recordChange } from './journal.js';
export type { ReceivedFile, Upload } from './multipart-upload.js';
