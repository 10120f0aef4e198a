import { Controller, Get } from '@nestjs/common';
import type { PolicyView } from '@ioc/contracts/api/people';
import { Action } from '../../access/action.decorator.ts';
import { POLICY } from '../../access/policy.ts';

@Controller('api/v1/policy')
export class PolicyController {
  /** The table that every door asks. */
  @Get()
  @Action('policy.read')
  view(): PolicyView {
    const rules = Object.entries(POLICY);
    return {
      actions: rules.map(([action, { roles, area, programs, says, saysVi }]) => ({
        action,
        says,
        saysVi,
        roles,
        area,
        programs,
      })),
    };
  }
}
