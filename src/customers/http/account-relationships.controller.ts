import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { AccountRelationshipService } from '../application/account-relationship.service.js';
import { CreateAccountRelationshipDto } from '../dto/relationship.dto.js';
import { accountRelationshipShape } from '../relationship.shapes.js';

@ApiTags('Account relationships')
@Controller('account-relationships')
export class AccountRelationshipsController {
  constructor(
    private readonly service: AccountRelationshipService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the relationships between accounts, each from both ends you may see. */
  @Get()
  @Reads('AccountRelationship')
  @AnswersPage(accountRelationshipShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, accountRelationshipShape, query);
  }

  /** Adds a relationship between two accounts. */
  @Post()
  @Requires('create', 'AccountRelationship')
  @AnswersRecord(accountRelationshipShape, 201)
  create(@Me() caller: Caller, @Input(CreateAccountRelationshipDto) body: Payload<CreateAccountRelationshipDto>): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one relationship between two accounts. */
  @Get(':id')
  @Reads('AccountRelationship')
  @AnswersRecord(accountRelationshipShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, accountRelationshipShape, id);
  }

  /** Deletes a relationship between two accounts, seen from both ends. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'AccountRelationship')
  @AnswersNothing()
  delete(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.service.delete(caller, id);
  }
}
