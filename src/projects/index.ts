export type { ProjectState } from './domain/project-state.js';
export { ProjectContactSchema, ProjectSchema } from './persistence/project.schema.js';
export { ProjectRef, projectShape } from './project.shape.js';
export { projectContactShape } from './project-contact.shape.js';
export { contactProjects } from './project-facts.js';
export { ProjectGuards } from './project-guards.js';
export { ProjectsApi } from './projects.api.js';
export { ProjectsModule } from './projects.module.js';
