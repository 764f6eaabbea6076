import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { checkSpan, projectShape, spanOf, startOfWork } from '../../projects/index.js';
import type { ApplyTemplateDto } from '../dto/project-template.dto.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { HeldProjects } from './held-projects.js';
import { TemplateContents } from './template-contents.js';

/** Applies templates to projects that there are. */
@Injectable()
export class TemplateApplication {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly held: HeldProjects,
    private readonly templates: ProjectTemplateRepository,
    private readonly contents: TemplateContents,
    private readonly reader: RecordReader,
  ) {}

  /** See `TemplateContents.put`. @throws Refused for a template that there is not, and for dates beyond what is allowed */
  apply(caller: Caller, key: string, payload: Payload<ApplyTemplateDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { project, body } = await this.held.take(tx, key, 'apply_template', payload);
      const template = await this.templates.named(tx, caller.ability, body.templateId);
      const start = checkSpan(startOfWork(body.startDate), spanOf(caller.actor.properties), tx.now);
      await this.contents.put(tx, project, template, start);
      return this.reader.one(caller, projectShape, project.id, tx);
    });
  }
}
