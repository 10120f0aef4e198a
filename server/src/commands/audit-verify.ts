// Checks the audit trail of DATABASE_URL against the heads in IOC_WORLD_DIR and the public keys in IOC_DATA_DIR.
// Exit code 1 when it was tampered with, 2 when it could not be checked. `npm run audit:verify` starts it.
import 'reflect-metadata';
import { AuditRepository } from '../audit/audit.repository.ts';
import { checkChain, type ChainReport } from '../audit/chain-check.ts';
import { HeadsFile } from '../audit/heads-file.ts';
import { PUBLIC_KEYS_FILE, readPublicKeys } from '../audit/signing-key.ts';
import { readConfig } from '../config.ts';
import { createDataSource } from '../db/data-source.ts';
import { createLogger } from '../logger.ts';

const TAMPERED = 1;
const NOT_CHECKED = 2;

async function verify(): Promise<ChainReport> {
  const config = readConfig(process.env);
  const keys = await readPublicKeys(config.dataDir);
  for (const [fingerprint, key] of keys) {
    const base64 = key.export({ type: 'spki', format: 'der' }).toString('base64');
    console.log(`public key ${fingerprint}: ${base64}`);
  }
  if (keys.size === 0) console.log(`no public key: ${config.dataDir} holds no ${PUBLIC_KEYS_FILE}`);
  const file = new HeadsFile(config.worldDir);
  console.log(`signed heads: ${file.path}`);
  const dataSource = await createDataSource(config.databaseUrl, [], createLogger('silent')).initialize();
  try {
    return await checkChain({ reader: new AuditRepository(dataSource), file, keys });
  } finally {
    await dataSource.destroy();
  }
}

function say({ entries, heads, unsigned, fault }: ChainReport): void {
  if (fault) console.log(`TAMPERED at entry ${fault.seq}: ${fault.reason}`);
  else console.log(`intact: ${entries} entries, ${heads} signed heads`);
  if (!fault && unsigned > 0)
    console.log(
      `the last ${unsigned} entries are not signed yet: a server that runs signs within a second, the next start otherwise`,
    );
}

try {
  const report = await verify();
  say(report);
  process.exitCode = report.intact ? 0 : TAMPERED;
} catch (error) {
  console.error(
    `the audit trail could not be checked: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = NOT_CHECKED;
}
