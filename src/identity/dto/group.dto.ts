import { Reference, References, Text, Texts } from '#libs/http';

class GroupFields {
  @Texts({
    clearable: false,
    description: 'Roles that each member is granted, by their exact names.',
    example: ['sn_customerservice_agent'],
  })
  roles?: string[];

  @References({ clearable: false, description: 'Internal users.' })
  memberIds?: string[];

  @Reference({ description: 'An internal user.' })
  managerId?: string | null;
}

export class CreateGroupDto extends GroupFields {
  @Text(100, { required: true, description: 'Unique.', example: 'Service Desk' })
  name: string;
}

export class UpdateGroupDto extends GroupFields {
  @Text(100, { clearable: false, example: 'Service Desk' })
  name?: string;
}
