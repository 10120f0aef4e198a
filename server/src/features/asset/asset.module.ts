import { Module } from '@nestjs/common';
import { AssetController } from './asset.controller.ts';
import { AssetRepository } from './asset.repository.ts';

@Module({ controllers: [AssetController], providers: [AssetRepository] })
export class AssetModule {}
