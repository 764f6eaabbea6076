import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Caller, Open, SignedIn } from '#libs/authorization';
import { AnswersNothing, AnswersWith, Input, Me, Payload } from '#libs/http';
import { SignInService, type TokenPair } from '../application/sign-in.service.js';
import { WhoAmI } from '../application/who-am-i.js';
import { ChangePasswordDto, RefreshDto, SignInDto } from '../dto/sign-in.dto.js';
import { ME_SCHEMA, TOKEN_PAIR_SCHEMA } from './auth.answers.js';

@ApiTags('Sign-in')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly whoAmI: WhoAmI,
  ) {}

  /** Signs in with user name and password. */
  @Post('login')
  @HttpCode(200)
  @Open()
  @AnswersWith('TokenPair', TOKEN_PAIR_SCHEMA)
  login(@Input(SignInDto) body: Payload<SignInDto>, @Req() request: FastifyRequest): Promise<TokenPair> {
    const { username, password } = body.read();
    return this.signIn.signIn(username, password, request.ip, String(request.id));
  }

  /** Exchanges a refresh token, once, for a new pair. */
  @Post('refresh')
  @HttpCode(200)
  @Open()
  @AnswersWith('TokenPair', TOKEN_PAIR_SCHEMA)
  refresh(@Input(RefreshDto) body: Payload<RefreshDto>, @Req() request: FastifyRequest): Promise<TokenPair> {
    return this.signIn.refresh(body.read().refreshToken, String(request.id));
  }

  /** Signs out: ends the session of this token. */
  @Post('logout')
  @HttpCode(204)
  @SignedIn()
  @AnswersNothing()
  logout(@Me() caller: Caller): Promise<void> {
    return this.signIn.signOut(caller);
  }

  /** Changes the own password; every other session ends. */
  @Post('password')
  @HttpCode(200)
  @SignedIn()
  @AnswersWith('TokenPair', TOKEN_PAIR_SCHEMA)
  password(
    @Me() caller: Caller,
    @Input(ChangePasswordDto) body: Payload<ChangePasswordDto>,
    @Req() request: FastifyRequest,
  ): Promise<TokenPair> {
    const { currentPassword, newPassword } = body.read();
    return this.signIn.changePassword(caller, currentPassword, newPassword, request.ip);
  }

  /** Who is signed in, with effective roles and permissions. */
  @Get('me')
  @SignedIn()
  @AnswersWith('Me', ME_SCHEMA)
  me(@Me() caller: Caller): Promise<Record<string, unknown>> {
    return this.whoAmI.describe(caller);
  }
}
