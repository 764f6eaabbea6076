import { Flag, Parts, Text } from '#libs/http';
import type { FieldMap } from '../domain/flows.js';

export class FieldCopyDto {
  @Text(60, { required: true, example: 'shortDescription', description: 'A field of the record that the flow starts with.' })
  from: string;

  @Text(60, { required: true, example: 'title', description: 'A field of the record that the flow makes.' })
  to: string;
}

export class SetFlowDto {
  @Flag({ clearable: false })
  active?: boolean;

  @Parts(FieldCopyDto, { clearable: false, most: 20, description: 'All that is copied. Only of flows that copy fields.' })
  fieldMap?: FieldMap;
}
