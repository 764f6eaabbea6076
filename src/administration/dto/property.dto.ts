import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';

export class SetPropertyDto {
  @ApiProperty({
    description: 'Of the same type as the default.',
    oneOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }],
    example: false,
  })
  @IsDefined()
  value: unknown;
}
