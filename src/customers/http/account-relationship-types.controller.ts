import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { AccountRelationshipTypeService } from '../application/account-relationship-type.service.js';
import { CreateAccountRelationshipTypeDto, UpdateAccountRelationshipTypeDto } from '../dto/relationship.dto.js';
import { accountRelationshipTypeShape } from '../relationship.shapes.js';

@ApiTags('Account relationships')
@Controller('account-relationship-types')
export class AccountRelationshipTypesController {
  constructor(
    private readonly service: AccountRelationshipTypeService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the types of relationships between accounts you may see. */
  @Get()
  @Reads('AccountRelationshipType')
  @AnswersPage(accountRelationshipTypeShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, accountRelationshipTypeShape, query);
  }

  /** Adds a type of relationship. */
  @Post()
  @Requires('create', 'AccountRelationshipType')
  @AnswersRecord(accountRelationshipTypeShape, 201)
  create(
    @Me() caller: Caller,
    @Input(CreateAccountRelationshipTypeDto) body: Payload<CreateAccountRelationshipTypeDto>,
  ): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one type of relationship. */
  @Get(':id')
  @Reads('AccountRelationshipType')
  @AnswersRecord(accountRelationshipTypeShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, accountRelationshipTypeShape, id);
  }

  /** Changes a type of relationship. */
  @Patch(':id')
  @Acts('update', 'AccountRelationshipType')
  @AnswersRecord(accountRelationshipTypeShape)
  update(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(UpdateAccountRelationshipTypeDto) body: Payload<UpdateAccountRelationshipTypeDto>,
  ): Promise<RecordJson> {
    return this.service.update(caller, id, body);
  }

  /** Deletes a type of relationship, with the relationships of this type. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'AccountRelationshipType')
  @AnswersNothing()
  delete(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.service.delete(caller, id);
  }
}
