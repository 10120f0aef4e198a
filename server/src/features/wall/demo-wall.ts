// The demonstration has a wall from its first start, so that a director is seen at work and not read about. It is made
// once: whoever changes or removes it finds it so at the next start.
import type { NewWall } from '@ioc/contracts/api/walls';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { OWNER } from '../../access/principal.ts';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { WallRepository } from './wall.repository.ts';

const scene = (name: string, dwellSeconds: number) => ({
  scene: name,
  area: 'province' as const,
  dwellSeconds,
});

/** The overview comes again and again; what moves fast stands longer. */
const WALL: NewWall = {
  name: 'Tường trung tâm điều hành',
  scope: 'province',
  programme: [
    scene('overview', 60),
    scene('traffic', 45),
    scene('public-security', 45),
    scene('overview', 60),
    scene('field-feedback', 45),
    scene('health', 30),
    scene('public-service', 30),
    scene('overview', 60),
    scene('cyber-security', 45),
    scene('press', 30),
    scene('socio-economic', 30),
  ],
  picture: null,
  screens: [],
};

@Injectable()
export class DemoWall implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
    @Inject(WallRepository) private readonly walls: WallRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.demo && !(await this.walls.everHadOne())) await this.walls.create(WALL, OWNER);
  }
}
