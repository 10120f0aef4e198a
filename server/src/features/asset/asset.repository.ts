import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { AssetEntity } from './asset.entity.ts';

export interface AssetFilter {
  readonly registered?: boolean | undefined;
  readonly kind?: AssetEntity['kind'] | undefined;
  readonly source?: string | undefined;
  readonly unitIds: readonly string[] | null;
  readonly after?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class AssetRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** In the order of their ids. */
  page({ registered, kind, source, unitIds, after, limit }: AssetFilter): Promise<AssetEntity[]> {
    return this.dataSource.getRepository(AssetEntity).find({
      where: {
        ...(registered === undefined ? {} : { registered }),
        ...(kind === undefined ? {} : { kind }),
        ...(source === undefined ? {} : { source }),
        ...(unitIds === null ? {} : { unitId: In([...unitIds]) }),
        ...(after === undefined ? {} : { id: MoreThan(after) }),
      },
      order: { id: 'ASC' },
      take: limit,
    });
  }
}
