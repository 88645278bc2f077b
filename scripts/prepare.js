// npm runs this after installing. Without TypeScript (npm ci --omit=dev, an installed package) there is nothing to do.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
try {
  require.resolve('typescript/bin/tsc');
} catch {
  console.error('lakemodel: TypeScript is not installed, so nothing is compiled (dist/ stays as it is).');
  process.exit(0);
}
await import('./build.js');
