import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { ProjectTemplateSchema } from '../persistence/project-template.schema.js';
import { templateDependencyShape, templateTaskShape } from '../template-task.shape.js';

/** What a template holds. Each throws NotFound for a template that the caller may not see. */
@Injectable()
export class TemplateQueries {
  constructor(private readonly reader: RecordReader) {}

  tasks(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectTemplateSchema, key }, templateTaskShape, query, 'templateId');
  }

  /** @throws NotFound for a task of another template */
  async task(caller: Caller, templateKey: string, taskKey: string): Promise<RecordJson> {
    const task = await this.reader.one(caller, templateTaskShape, taskKey);
    if ((task.template as { id: string } | null)?.id !== templateKey) throw new NotFound();
    return task;
  }

  dependencies(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectTemplateSchema, key }, templateDependencyShape, query, 'templateId');
  }
}
