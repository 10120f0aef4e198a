// A first start makes the database, migrates and imports the province, which takes longer than most tests: it is done
// once, as an operator does it, and every test begins with a copy of what it left.
import { Product, TEMPLATE_VARIABLE } from './product.ts';

export default async function setUp(): Promise<() => Promise<void>> {
  const product = new Product({ IOC_DEMO: '0' });
  await product.start();
  await product.stop();
  process.env[TEMPLATE_VARIABLE] = product.dataDir;
  return () => product.dispose();
}
