import { Flag, Part, Text, TimeZone } from '#libs/http';
import { MAIL_KINDS } from '../domain/mail-kinds.js';

/** Switches of mails, one for each kind. What is not named stays as it is. */
export class MailSwitchesDto {
  @Flag({ clearable: false, description: MAIL_KINDS.task_assigned })
  task_assigned?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_opened })
  case_opened?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_commented })
  case_commented?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_resolved })
  case_resolved?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_closed })
  case_closed?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_group_assigned })
  case_group_assigned?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.case_work_noted })
  case_work_noted?: boolean;

  @Flag({ clearable: false, description: MAIL_KINDS.registration_requested })
  registration_requested?: boolean;
}

export class UpdateProfileDto {
  @Text(100, { example: 'Site manager' })
  title?: string | null;

  @Text(40, { example: '+1 555 0100' })
  phone?: string | null;

  @Text(40, { example: '+1 555 0101' })
  mobilePhone?: string | null;

  @TimeZone()
  timeZone?: string | null;

  @Text(10, { example: 'en' })
  language?: string | null;

  @Flag({ clearable: false, description: 'Whether you get mails at all.' })
  notifications?: boolean;

  @Part(MailSwitchesDto, { description: 'Which mails you get.' })
  mails?: MailSwitchesDto;
}
