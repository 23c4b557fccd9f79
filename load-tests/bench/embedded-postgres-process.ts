/**
 * The embedded PostgreSQL in a process of its own, so that what it uses of the processor can be
 * told from the bench's. A child of the bench.
 */
import { startPostgres } from '../../embedded/postgres.ts';

const dataFolder = process.env['BENCH_DATA_FOLDER'];
if (dataFolder === undefined) throw new Error('BENCH_DATA_FOLDER is not set');
const postgres = await startPostgres({ dataFolder });
process.send?.({ type: 'ready', url: postgres.url });

const end = (): void => {
  void postgres.stop().then(() => process.exit(0));
};
process.on('disconnect', end);
process.on('SIGTERM', end);
