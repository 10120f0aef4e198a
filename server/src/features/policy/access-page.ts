// docs/access.md as text, from the policy table and the routes behind each action. `npm run docs` writes it from the
// controllers; a test writes it from the routes of a running server: the page is the same or somebody lied.
import { CHANNELS } from '@ioc/contracts/stream/channels';
import { POLICY, type Action } from '../../access/policy.ts';
import type { RouteEntry } from '../../access/route-table.ts';

/** Fastify adds these to every route by itself. */
const UNWRITTEN: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS']);

const HEAD = `# Who may do what

Written by \`npm run docs\` from \`server/src/access/policy.ts\` and the routes; do not edit. What is not here is refused.
A role is given for an area: the province, a unit or a group of units. *Area* says how it bounds an action:

- **any**: the answer is the same wherever the role holds.
- **rows**: only rows of units where the role holds; what lies nowhere belongs to the province.
- **scope**: the request names a scope (\`scope=\` or \`unit=\`, else the province), which must lie within the area.
- **province**: the role must hold for the whole province.

*Programs*: an API key may be given the action. The content of \`IOC_DATA_DIR/admin-token\` and the sign-in link of the
machine's owner stand for an administrator of the province. A screen may also be limited to scenes.

| action | roles | area | programs | lets one | cho phép | by |
|---|---|---|---|---|---|---|
`;

/** The page; throws with the names of routes that name no action and of actions that nothing asks. */
export function accessPage(routes: readonly RouteEntry[]): string {
  const own = routes.filter(({ method }) => !UNWRITTEN.has(method));
  const open = own.filter(({ action }) => action === null).map(({ method, url }) => `${method} ${url}`);
  if (open.length > 0) throw new Error(`routes without an action: ${open.join(', ')}`);
  const rows = (Object.keys(POLICY) as Action[]).map((action) => rowOf(action, doorsOf(action, own)));
  return `${HEAD}${rows.join('\n')}\n`;
}

function rowOf(action: Action, doors: readonly string[]): string {
  if (doors.length === 0) throw new Error(`the action ${action} is asked nowhere; take it out of the policy`);
  const { roles, area, programs, says, saysVi } = POLICY[action];
  const who = (roles as readonly string[]).includes('public') ? 'everybody' : roles.join(', ');
  const cells = [
    `\`${action}\``,
    who,
    area === 'none' ? 'any' : area,
    programs ? 'yes' : '–',
    says,
    saysVi,
    doors.join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function doorsOf(action: Action, routes: readonly RouteEntry[]): string[] {
  const streams = CHANNELS.filter((channel) => action === `stream.${channel}`);
  const asked = routes
    .filter((route) => route.action === action)
    .map(({ method, url }) => `${url} ${method}`);
  const named = [...new Set(asked)].sort().map((text) => text.split(' '));
  return [
    ...streams.map((channel) => `channel \`${channel}\``),
    ...named.map(([url, method]) => `\`${method} ${url}\``),
  ];
}
