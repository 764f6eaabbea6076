import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { ContactRelationshipService } from '../application/contact-relationship.service.js';
import { CreateContactRelationshipDto, UpdateContactRelationshipDto } from '../dto/relationship.dto.js';
import { contactRelationshipShape } from '../relationship.shapes.js';

@ApiTags('Contact relationships')
@Controller('contact-relationships')
export class ContactRelationshipsController {
  constructor(
    private readonly service: ContactRelationshipService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the relationships of contacts to further accounts you may see. */
  @Get()
  @Reads('ContactRelationship')
  @AnswersPage(contactRelationshipShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, contactRelationshipShape, query);
  }

  /** Adds a relationship of a contact to a further account. */
  @Post()
  @Requires('create', 'ContactRelationship')
  @AnswersRecord(contactRelationshipShape, 201)
  create(@Me() caller: Caller, @Input(CreateContactRelationshipDto) body: Payload<CreateContactRelationshipDto>): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one relationship of a contact to a further account. */
  @Get(':id')
  @Reads('ContactRelationship')
  @AnswersRecord(contactRelationshipShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, contactRelationshipShape, id);
  }

  /** Changes a relationship of a contact to a further account. */
  @Patch(':id')
  @Acts('update', 'ContactRelationship')
  @AnswersRecord(contactRelationshipShape)
  update(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(UpdateContactRelationshipDto) body: Payload<UpdateContactRelationshipDto>,
  ): Promise<RecordJson> {
    return this.service.update(caller, id, body);
  }

  /** Deletes a relationship of a contact to a further account. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'ContactRelationship')
  @AnswersNothing()
  delete(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.service.delete(caller, id);
  }
}
