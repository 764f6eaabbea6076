import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory, FactRegistry } from '#libs/authorization';
import { CustomersModule } from '../customers/index.js';
import { LapsedContacts } from './application/lapsed-contacts.js';
import { OnContactMoved } from './application/on-contact-moved.js';
import { OnRelationshipEnded } from './application/on-relationship-ended.js';
import { ProjectService } from './application/project.service.js';
import { ProjectChanges } from './application/project-changes.js';
import { ProjectContacts } from './application/project-contacts.js';
import { ProjectOpening } from './application/project-opening.js';
import { ProjectPlace } from './application/project-place.js';
import { ProjectProgress } from './application/project-progress.js';
import { ProjectQueries } from './application/project-queries.js';
import { ProjectContactsController } from './http/project-contacts.controller.js';
import { ProjectsController } from './http/projects.controller.js';
import { RelatedProjectsController } from './http/related-projects.controller.js';
import { ProjectRepository } from './persistence/project.repository.js';
import { ProjectSchema } from './persistence/project.schema.js';
import { ProjectContactRepository } from './persistence/project-contact.repository.js';
import { projectShape } from './project.shape.js';
import { projectFacts } from './project-facts.js';
import { ProjectGuards } from './project-guards.js';
import { projectsAbilities } from './projects.abilities.js';
import { ProjectsApi } from './projects.api.js';

const SERVICES = [ProjectService, ProjectChanges, ProjectContacts, ProjectOpening, ProjectPlace, ProjectProgress, ProjectQueries];
const LISTENERS = [LapsedContacts, OnContactMoved, OnRelationshipEnded];

@Module({
  imports: [CustomersModule],
  controllers: [
    ProjectsController,
    ProjectContactsController,
    RelatedProjectsController,
    activityController({ path: 'projects', schema: ProjectSchema, shape: projectShape }),
  ],
  providers: [...SERVICES, ...LISTENERS, ProjectRepository, ProjectContactRepository, ProjectGuards, ProjectsApi],
  exports: [ProjectGuards, ProjectsApi],
})
export class ProjectsModule {
  constructor(abilities: AbilityFactory, facts: FactRegistry) {
    abilities.add(projectsAbilities);
    // After the customers' facts, which it rests on.
    facts.add('projects', projectFacts, 'customers');
  }
}
