import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { assetShape } from '../asset.shape.js';
import { Asset, type AssetState } from '../domain/asset.js';
import type { CreateAssetDto, UpdateAssetDto } from '../dto/asset.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';
import { AssetSchema } from '../persistence/customer.schemas.js';

const TAKEN = new Conflict('already_exists', 'An asset with this tag exists already.');

/** Registers and keeps the things that are served. */
@Injectable()
export class AssetService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly reader: RecordReader,
  ) {}

  create(caller: Caller, payload: Payload<CreateAssetDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { accountId, ...fields } = payload.read();
      const asset = Asset.register({ ...fields, ...(await this.owner(tx, caller, accountId)) }, tx.now);
      return this.save(tx, caller, asset);
    });
  }

  update(caller: Caller, key: string, payload: Payload<UpdateAssetDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const asset = new Asset(await loadRecord<AssetState>(tx, caller.ability, AssetSchema, key));
      authorize(caller.ability, 'update', 'Asset', asset.state);
      const { accountId, ...fields } = payload.read();
      checkVersion(caller, asset.state);
      asset.describe({ ...fields, ...(await this.owner(tx, caller, accountId)) });
      return this.save(tx, caller, asset);
    });
  }

  private async owner(tx: Transaction<any>, caller: Caller, key: string | null | undefined): Promise<{ accountId?: string | null }> {
    if (!key) return key === null ? { accountId: null } : {};
    return { accountId: (await this.accounts.named(tx, caller.ability, 'accountId', key)).id };
  }

  private async save(tx: Transaction<any>, caller: Caller, asset: Asset): Promise<RecordJson> {
    await tx.save(AssetSchema, asset, TAKEN);
    recordChange(tx, assetShape, asset);
    return this.reader.one(caller, assetShape, asset.id, tx);
  }
}
