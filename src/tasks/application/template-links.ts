import { Injectable } from '@nestjs/common';
import type { Connection } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { type LinkEnds, refuseCycle, refuseKin } from '../domain/links.js';
import type { TemplateOutline } from '../domain/template-outline.js';
import type { TemplateDependencyState } from '../domain/template-task.js';
import { findLinkCycles } from '../import/link-cycles.js';
import { TemplateDependencySchema } from '../persistence/project-template.schema.js';

/** What the dependencies of a template must never be (BR-149): it would be no plan once it is applied. */
@Injectable()
export class TemplateLinks {
  /** @throws Refused for one between a task and its ancestor, and for a cycle, which may lead through the tree */
  async check(connection: Connection, templateId: string, outline: TemplateOutline, field: string): Promise<void> {
    const links: LinkEnds[] = await statesOf<TemplateDependencyState>(connection, TemplateDependencySchema, 'templateId', [templateId]);
    for (const link of links) refuseKin(outline, link, field);
    const tasks = outline.inOrder;
    const at = new Map(tasks.map(({ id }, i) => [id, i]));
    const parents = tasks.map(({ parentId }) => (parentId === null ? null : at.get(parentId)!));
    const ends = links.map(({ predecessorId, successorId }) => ({ from: at.get(predecessorId)!, to: at.get(successorId)! }));
    if (findLinkCycles(parents, ends, 1).length) refuseCycle(field);
  }
}
