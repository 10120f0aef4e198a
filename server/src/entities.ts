import { AccountEntity } from './access/account.entity.ts';
import { AccountGrantEntity } from './access/account-grant.entity.ts';
import { InvitationEntity } from './access/invitation.entity.ts';
import { RecoveryCodeEntity } from './access/recovery-code.entity.ts';
import { SessionEntity } from './access/session.entity.ts';
import { SignInTokenEntity } from './access/sign-in-token.entity.ts';
import { AssetEntity } from './features/asset/asset.entity.ts';
import { ClipEntity } from './features/clip/clip.entity.ts';
import { DeadLetterEntity } from './features/dead-letter/dead-letter.entity.ts';
import { ItemEntity } from './features/event/item.entity.ts';
import { GroupEntity, GroupMemberEntity } from './features/group/group.entity.ts';
import { IndicatorValueEntity } from './features/indicator/indicator-value.entity.ts';
import { ApiKeyEntity } from './features/key/api-key.entity.ts';
import { ScreenEntity } from './features/screen/screen.entity.ts';
import { SourceEntity } from './features/source/source.entity.ts';
import { UnitEntity } from './registry/unit.entity.ts';

/** Every table that is read through TypeORM; `entities.db.test.ts` holds them against the migrated schema. */
export const ENTITIES = [
  AccountEntity,
  AccountGrantEntity,
  ApiKeyEntity,
  AssetEntity,
  ClipEntity,
  DeadLetterEntity,
  GroupEntity,
  GroupMemberEntity,
  IndicatorValueEntity,
  InvitationEntity,
  ItemEntity,
  RecoveryCodeEntity,
  ScreenEntity,
  SessionEntity,
  SignInTokenEntity,
  SourceEntity,
  UnitEntity,
];
