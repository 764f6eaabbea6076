import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, SignedIn } from '#libs/authorization';
import { AnswersWith, Input, Me, Payload } from '#libs/http';
import { ProfileService } from '../application/profile.service.js';
import { UpdateProfileDto } from '../dto/profile.dto.js';
import { PROFILE_SCHEMA } from './auth.answers.js';

@ApiTags('Sign-in')
@Controller('auth/me/profile')
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  /** Shows your own profile, with the mails that you get. */
  @Get()
  @SignedIn()
  @AnswersWith('Profile', PROFILE_SCHEMA)
  show(@Me() caller: Caller): Promise<Record<string, unknown>> {
    return this.profiles.show(caller);
  }

  /** Changes your own profile and which mails you get. */
  @Patch()
  @SignedIn()
  @AnswersWith('Profile', PROFILE_SCHEMA)
  update(@Me() caller: Caller, @Input(UpdateProfileDto) body: Payload<UpdateProfileDto>): Promise<Record<string, unknown>> {
    return this.profiles.update(caller, body);
  }
}
