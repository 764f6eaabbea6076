import { audit, post } from '#libs/activity';
import type { Transaction } from '#libs/persistence';

/** What happened to something in a template, in the audit log and in the template's stream. */
export interface TemplateNews {
  readonly recordType: 'TemplateTask' | 'TemplateDependency';
  readonly recordId: string;
  readonly action: 'created' | 'updated' | 'deleted';
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly text: string;
}

export function noteInTemplate(tx: Transaction<any>, templateId: string, { text, ...entry }: TemplateNews): void {
  audit(tx, entry);
  post(tx, { recordType: 'ProjectTemplate', recordId: templateId, kind: 'system', text });
}
