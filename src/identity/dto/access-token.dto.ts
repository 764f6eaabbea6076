import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { Instant, Text } from '#libs/http';
import { SCOPES } from '../persistence/access-token.schema.js';

export class CreateAccessTokenDto {
  @Text(100, { required: true, description: 'What the token is for.', example: 'Nightly export' })
  name: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'string', enum: [...SCOPES] },
    minItems: 1,
    uniqueItems: true,
    description: 'With write, a token reads too.',
    example: ['read'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn([...SCOPES], { each: true })
  scopes: (typeof SCOPES)[number][];

  @Instant({ description: 'When it ends; never when left out.', example: '2027-01-01T00:00:00.000Z' })
  expiresAt?: string | null;
}
