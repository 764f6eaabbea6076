import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Acts, type Caller, Open, Reads } from '#libs/authorization';
import { AnswersPage, AnswersRecord, AnswersWith, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { RegistrationService } from '../application/registration.service.js';
import { SelfRegistration } from '../application/self-registration.js';
import { DecideRegistrationDto, RegistrationDto } from '../dto/registration.dto.js';
import { registrationShape } from '../registration.shape.js';

const ASKED_SCHEMA = {
  type: 'object',
  properties: { state: { type: 'string', enum: ['pending'], description: 'Somebody of the account decides.' } },
  required: ['state'],
  additionalProperties: false,
};

@ApiTags('Registration')
@Controller()
export class RegistrationsController {
  constructor(
    private readonly selfRegistration: SelfRegistration,
    private readonly service: RegistrationService,
    private readonly reader: RecordReader,
  ) {}

  /** Asks to become a contact of the account that has the registration code. */
  @Post('auth/registrations')
  @HttpCode(202)
  @Open()
  @AnswersWith('RegistrationAsked', ASKED_SCHEMA, 202)
  async register(@Input(RegistrationDto) body: Payload<RegistrationDto>, @Req() request: FastifyRequest): Promise<{ state: 'pending' }> {
    await this.selfRegistration.register(body.read(), request.ip, String(request.id));
    return { state: 'pending' };
  }

  /** Lists who asks, or asked, to become a contact of the accounts that you administer. */
  @Get('registrations')
  @Reads('Registration')
  @AnswersPage(registrationShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, registrationShape, query);
  }

  /** Shows one request to become a contact. */
  @Get('registrations/:id')
  @Reads('Registration')
  @AnswersRecord(registrationShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, registrationShape, id);
  }

  /** Makes who asks a contact of the account, and mails a link to choose a password. */
  @Post('registrations/:id/approve')
  @HttpCode(200)
  @Acts('approve', 'Registration')
  @AnswersRecord(registrationShape)
  approve(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(DecideRegistrationDto) body: Payload<DecideRegistrationDto>,
  ): Promise<RecordJson> {
    return this.service.approve(caller, id, body);
  }

  /** Refuses who asks to become a contact. */
  @Post('registrations/:id/reject')
  @HttpCode(200)
  @Acts('reject', 'Registration')
  @AnswersRecord(registrationShape)
  reject(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(DecideRegistrationDto) body: Payload<DecideRegistrationDto>,
  ): Promise<RecordJson> {
    return this.service.reject(caller, id, body);
  }
}
