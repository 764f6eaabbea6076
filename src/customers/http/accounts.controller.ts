import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { accountShape } from '../account.shape.js';
import { AccountService } from '../application/account.service.js';
import { contactShape } from '../contact.shape.js';
import { CreateAccountDto, UpdateAccountDto } from '../dto/account.dto.js';
import { AccountSchema } from '../persistence/account.schema.js';

@ApiTags('Accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the accounts you may see. */
  @Get()
  @Reads('Account')
  @AnswersPage(accountShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, accountShape, query);
  }

  /** Opens an account. */
  @Post()
  @Requires('create', 'Account')
  @AnswersRecord(accountShape, 201)
  create(@Me() caller: Caller, @Input(CreateAccountDto) body: Payload<CreateAccountDto>): Promise<RecordJson> {
    return this.accounts.create(caller, body);
  }

  /** Shows one account. */
  @Get(':id')
  @Reads('Account')
  @AnswersRecord(accountShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, accountShape, id);
  }

  /** Lists the contacts of an account that you may see. */
  @Get(':id/contacts')
  @Reads('Contact')
  @AnswersPage(contactShape)
  contacts(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: AccountSchema, key: id }, contactShape, query, 'accountId');
  }

  /** Changes an account; a new parent moves it with all below it. */
  @Patch(':id')
  @Acts('update', 'Account')
  @AnswersRecord(accountShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateAccountDto) body: Payload<UpdateAccountDto>): Promise<RecordJson> {
    return this.accounts.update(caller, id, body);
  }

  /** Deletes an account that nothing belongs to. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'Account')
  @AnswersNothing()
  delete(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.accounts.delete(caller, id);
  }
}
