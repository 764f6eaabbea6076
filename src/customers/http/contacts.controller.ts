import { Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { ContactService } from '../application/contact.service.js';
import { contactShape } from '../contact.shape.js';
import { CreateContactDto, InviteContactDto, UpdateContactDto } from '../dto/contact.dto.js';

@ApiTags('Contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly service: ContactService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the contacts you may see. */
  @Get()
  @Reads('Contact')
  @AnswersPage(contactShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, contactShape, query);
  }

  /** Adds a contact. */
  @Post()
  @Requires('create', 'Contact')
  @AnswersRecord(contactShape, 201)
  create(@Me() caller: Caller, @Input(CreateContactDto) body: Payload<CreateContactDto>): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one contact. */
  @Get(':id')
  @Reads('Contact')
  @AnswersRecord(contactShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, contactShape, id);
  }

  /** Changes a contact. */
  @Patch(':id')
  @Acts('update', 'Contact')
  @AnswersRecord(contactShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateContactDto) body: Payload<UpdateContactDto>): Promise<RecordJson> {
    return this.service.update(caller, id, body);
  }

  /** Mails a contact a link to choose a password. */
  @Post(':id/invite')
  @HttpCode(200)
  @Acts('invite', 'Contact')
  @AnswersRecord(contactShape)
  invite(@Me() caller: Caller, @Param('id') id: string, @Input(InviteContactDto) body: Payload<InviteContactDto>): Promise<RecordJson> {
    return this.service.invite(caller, id, body);
  }
}
