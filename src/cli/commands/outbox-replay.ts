import { audit } from '#libs/activity';
import { toDatabase } from '#libs/persistence';
import type { Command } from '../command.js';
import { AS, withProgram } from '../program.js';

export const outboxReplay: Command = {
  name: 'outbox replay',
  summary: 'Puts messages that were given up back into the outbox',
  details: 'The running server delivers them. A listener that has dealt with a message already is not told again.',
  options: AS,
  run: (call) =>
    withProgram(call, async (program) => {
      const origin = await program.origin(call);
      const count = await program.unitOfWork.run(origin, async (tx) => {
        const found = await tx.run(
          "UPDATE outbox_message SET state = 'waiting', attempts = 0, available_at = ?, claimed_until = NULL WHERE state = 'dead'",
          [toDatabase(tx.now, { kind: 'instant' })],
        );
        if (found) audit(tx, { action: 'outbox_replayed', recordType: 'OutboxMessage', recordId: null, after: { messages: found } });
        return found;
      });
      call.terminal.out.write(count ? `${count} messages wait again.\n` : 'No message has been given up.\n');
    }),
};
