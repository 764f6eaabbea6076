import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Open } from '#libs/authorization';
import { AnswersWith, Input, Payload } from '#libs/http';
import { Invalid } from '#libs/kernel';
import { type Asking, PasswordResetService } from '../application/password-resets.service.js';
import { RedeemLinkDto, RequestPasswordResetDto } from '../dto/password-link.dto.js';
import { ACCEPTED_SCHEMA, PASSWORD_CHOSEN_SCHEMA } from './auth.answers.js';

const asking = (request: FastifyRequest): Asking => ({ address: request.ip, requestId: String(request.id) });

@ApiTags('Sign-in')
@Controller('auth')
export class PasswordLinksController {
  constructor(private readonly resets: PasswordResetService) {}

  /** Asks for a mail with a link to choose another password. The answer does not tell whether there is such a person. */
  @Post('password-resets')
  @HttpCode(202)
  @Open()
  @AnswersWith('Accepted', ACCEPTED_SCHEMA, 202)
  async request(
    @Input(RequestPasswordResetDto) body: Payload<RequestPasswordResetDto>,
    @Req() request: FastifyRequest,
  ): Promise<{ accepted: true }> {
    const { username, email } = body.read();
    if ((username === undefined) === (email === undefined))
      throw Invalid.field(email === undefined ? 'username' : 'email', 'required', 'Either the user name or the e-mail address is needed.');
    if (username !== undefined) await this.resets.request('userName', username, asking(request));
    else await this.resets.request('email', email!, asking(request));
    return { accepted: true };
  }

  /** Chooses another password with the token of a mailed link, once. Every session ends. */
  @Post('password-resets/redeem')
  @HttpCode(200)
  @Open()
  @AnswersWith('PasswordChosen', PASSWORD_CHOSEN_SCHEMA)
  reset(@Input(RedeemLinkDto) body: Payload<RedeemLinkDto>, @Req() request: FastifyRequest): Promise<{ userName: string }> {
    const { token, newPassword } = body.read();
    return this.resets.redeem('reset', token, newPassword, asking(request));
  }

  /** Chooses the first password with the token of an invitation, once. */
  @Post('invitations/redeem')
  @HttpCode(200)
  @Open()
  @AnswersWith('PasswordChosen', PASSWORD_CHOSEN_SCHEMA)
  accept(@Input(RedeemLinkDto) body: Payload<RedeemLinkDto>, @Req() request: FastifyRequest): Promise<{ userName: string }> {
    const { token, newPassword } = body.read();
    return this.resets.redeem('invitation', token, newPassword, asking(request));
  }
}
