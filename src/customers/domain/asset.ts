import { AggregateRoot, newId, type RecordState } from '#libs/kernel';

export interface AssetState extends RecordState {
  /** Unique among all assets. */
  readonly assetTag: string;
  readonly name: string;
  readonly serialNumber: string | null;
  readonly accountId: string | null;
  readonly location: string | null;
}

export type AssetFields = Omit<AssetState, keyof RecordState>;

/** A thing that is served, as a pump at a customer's site. */
export class Asset extends AggregateRoot<AssetState> {
  static register(fields: Partial<AssetFields> & Pick<AssetFields, 'assetTag' | 'name'>, now: Date): Asset {
    const empty = { serialNumber: null, accountId: null, location: null };
    return new Asset({ id: newId(), createdAt: now, updatedAt: now, version: 1, ...empty, ...fields }, true);
  }

  describe(fields: Partial<AssetFields>): void {
    this.change(fields);
  }
}
