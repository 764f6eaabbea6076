import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Parameter, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { UserQueries } from '../application/user.queries.js';
import { UserService } from '../application/user.service.js';
import { CreateUserDto, UpdateUserDto } from '../dto/user.dto.js';
import { userShape } from '../user.shape.js';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UserService,
    private readonly queries: UserQueries,
  ) {}

  /** Lists the internal users you may see. */
  @Get()
  @Reads('User')
  @AnswersPage(userShape)
  @Parameter('role', 'Only users who are granted this role directly; several with commas.', 'sn_customerservice_agent')
  @Parameter('group', 'Only members of this group, by id; several with commas.', '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b')
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.page(caller, query);
  }

  /** Creates an internal user. */
  @Post()
  @Requires('create', 'User')
  @AnswersRecord(userShape, 201)
  create(@Me() caller: Caller, @Input(CreateUserDto) body: Payload<CreateUserDto>): Promise<RecordJson> {
    return this.users.create(caller, body);
  }

  /** Shows one internal user. */
  @Get(':id')
  @Reads('User')
  @AnswersRecord(userShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.queries.one(caller, id);
  }

  /** Changes an internal user; roles and groups are set as a whole. */
  @Patch(':id')
  @Acts('update', 'User')
  @AnswersRecord(userShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateUserDto) body: Payload<UpdateUserDto>): Promise<RecordJson> {
    return this.users.update(caller, id, body);
  }
}
