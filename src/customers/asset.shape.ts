import { type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { AccountRef } from './account.shape.js';
import { AssetSchema } from './persistence/customer.schemas.js';

/** How an asset is named in other records; its tag stands as the number. */
export const AssetRef: ReferenceTarget = { table: 'asset', shown: { number: 'asset_tag', name: 'name' } };

export const assetShape = recordShape(AssetSchema, {
  title: 'Asset',
  defaultSort: 'assetTag',
  fields: {
    assetTag: value('assetTag', { filter: true, sort: true, search: true, example: 'P1000479' }),
    name: value('name', { filter: true, sort: true, search: true, example: 'Pump, hall 2' }),
    serialNumber: value('serialNumber', { filter: true, search: true, example: 'SN-2231' }),
    account: reference('accountId', AccountRef, { filter: true }),
    location: value('location', { example: 'Hall 2' }),
  },
});
