import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { GroupService } from '../application/group.service.js';
import { CreateGroupDto, UpdateGroupDto } from '../dto/group.dto.js';
import { groupShape } from '../group.shape.js';

@ApiTags('Users')
@Controller('groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the groups you may see. */
  @Get()
  @Reads('Group')
  @AnswersPage(groupShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, groupShape, query);
  }

  /** Creates a group. */
  @Post()
  @Requires('create', 'Group')
  @AnswersRecord(groupShape, 201)
  create(@Me() caller: Caller, @Input(CreateGroupDto) body: Payload<CreateGroupDto>): Promise<RecordJson> {
    return this.groups.create(caller, body);
  }

  /** Shows one group with its members. */
  @Get(':id')
  @Reads('Group')
  @AnswersRecord(groupShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, groupShape, id);
  }

  /** Changes a group; roles and members are set as a whole. */
  @Patch(':id')
  @Acts('update', 'Group')
  @AnswersRecord(groupShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateGroupDto) body: Payload<UpdateGroupDto>): Promise<RecordJson> {
    return this.groups.update(caller, id, body);
  }
}
