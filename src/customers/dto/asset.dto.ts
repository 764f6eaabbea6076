import { Reference, Text } from '#libs/http';

class AssetFieldsDto {
  @Text(100, { example: 'SN-2231' })
  serialNumber?: string | null;

  @Reference({ example: 'ACCT0000001' })
  accountId?: string | null;

  @Text(200, { example: 'Hall 2' })
  location?: string | null;
}

export class CreateAssetDto extends AssetFieldsDto {
  @Text(100, { required: true, example: 'P1000479' })
  assetTag: string;

  @Text(200, { required: true, example: 'Pump, hall 2' })
  name: string;
}

export class UpdateAssetDto extends AssetFieldsDto {
  @Text(100, { clearable: false, example: 'P1000479' })
  assetTag?: string;

  @Text(200, { clearable: false, example: 'Pump, hall 2' })
  name?: string;
}
