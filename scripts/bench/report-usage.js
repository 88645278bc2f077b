// Preloaded (`node --import`) into a process that is measured: says at its end what it used.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const file = process.env['BENCH_USAGE_FILE'];
  if (file) writeFileSync(file, JSON.stringify({ userCPUTime, systemCPUTime, maxRSS }));
});
