import { Text } from '#libs/http';

export class SignInDto {
  @Text(200, { required: true, example: 'demo.agent' })
  username: string;

  @Text(500, { required: true, example: 'correct horse battery staple' })
  password: string;
}

export class RefreshDto {
  @Text(200, { required: true, example: 'q3Jk0vZl7c6F2x8t1bY5nW4mR9sD0aPu' })
  refreshToken: string;
}

export class ChangePasswordDto {
  @Text(500, { required: true, example: 'correct horse battery staple' })
  currentPassword: string;

  @Text(500, { required: true, example: 'nine quiet boats at dawn' })
  newPassword: string;
}
