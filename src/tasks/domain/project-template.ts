import { AggregateRoot, type RecordState } from '#libs/kernel';

/** What projects that are made from a template start with. Null where the template says nothing about a field. */
export interface ProjectFields {
  readonly description: string | null;
  readonly priority: number | null;
  readonly phase: string | null;
  readonly calculation: string | null;
}

/** What projects can be made from (1.11): fields of a project, a tree of tasks, files. */
export interface ProjectTemplateState extends RecordState {
  /** Unique. */
  readonly name: string;
  readonly description: string | null;
  readonly fields: ProjectFields;
  /** Who made it, and so may change it (matrix 2.2). */
  readonly ownerId: string;
  /** Rises with every change of its tasks and what belongs to them; see `ProjectTemplateRepository.hold`. */
  readonly revision: number;
}

/** What is said about a template by hand. */
export interface TemplateDetails {
  readonly name: string;
  readonly description?: string | null;
  readonly fields?: Partial<ProjectFields>;
}

/** A template for projects; its tasks are records of their own. */
export class ProjectTemplate extends AggregateRoot<ProjectTemplateState> {
  static add(origin: { readonly id: string; readonly ownerId: string; readonly now: Date }, details: TemplateDetails): ProjectTemplate {
    const { id, ownerId, now } = origin;
    const { name, description = null, fields = {} } = details;
    const record = { id, createdAt: now, updatedAt: now, version: 1 };
    return new ProjectTemplate({ ...record, name, description, fields: whole(fields), ownerId, revision: 0 }, true);
  }

  /** The fields for projects are set as a whole. */
  describe({ fields, ...rest }: Partial<TemplateDetails>): void {
    this.change({ ...rest, ...(fields ? { fields: whole(fields) } : {}) });
  }

  /** BR-087. The fields that the template says something about. */
  get header(): Partial<ProjectFields> {
    return Object.fromEntries(Object.entries(this.state.fields).filter(([, said]) => said !== null));
  }
}

const whole = ({ description = null, priority = null, phase = null, calculation = null }: Partial<ProjectFields>): ProjectFields => ({
  description,
  priority,
  phase,
  calculation,
});
