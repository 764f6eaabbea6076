import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, SignedIn } from '#libs/authorization';
import { AnswersNothing, AnswersPageWith, AnswersWith, Input, ListParameters, MayTotal, Me, Payload } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { AccessTokenService, type NewAccessToken } from '../application/access-token.service.js';
import { CreateAccessTokenDto } from '../dto/access-token.dto.js';
import { ACCESS_TOKEN_SCHEMA, NEW_ACCESS_TOKEN_SCHEMA } from './auth.answers.js';

@ApiTags('Sign-in')
@Controller('auth/tokens')
export class AccessTokensController {
  constructor(private readonly tokens: AccessTokenService) {}

  /** Makes a personal access token; it is shown this once. */
  @Post()
  @SignedIn()
  @AnswersWith('NewAccessToken', NEW_ACCESS_TOKEN_SCHEMA, 201)
  create(@Me() caller: Caller, @Input(CreateAccessTokenDto) body: Payload<CreateAccessTokenDto>): Promise<NewAccessToken> {
    return this.tokens.create(caller, body);
  }

  /** Lists your personal access tokens, without their secrets. */
  @Get()
  @SignedIn()
  @AnswersPageWith('AccessToken', ACCESS_TOKEN_SCHEMA)
  @MayTotal()
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.tokens.page(caller, query);
  }

  /** Ends one of your personal access tokens. */
  @Delete(':id')
  @HttpCode(204)
  @SignedIn()
  @AnswersNothing()
  revoke(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.tokens.revoke(caller, id);
  }
}
