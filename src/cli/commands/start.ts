import { serve } from '../../serve.js';
import type { Command } from '../command.js';

export const start: Command = {
  name: 'start',
  summary: 'Starts the server and keeps it running',
  details: 'Listens on HOST and PORT (127.0.0.1 and 3000). On an empty database it makes the user admin first.',
  run: (call) => serve(call.env),
};
