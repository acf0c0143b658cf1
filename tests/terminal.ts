import { runCommand } from '@palermo/server/cli/commands.ts'

/** Runs a command in this process against `url`, and returns its output, its errors and its exit code. */
export const atTerminal = async (
  words: readonly string[],
  { url, folder, typed = [] }: { url?: string; folder?: string; typed?: string[] },
) => {
  const said: string[] = []
  const complained: string[] = []
  const answers = [...typed]
  const code = await runCommand(words, {
    env: {
      ...(url === undefined ? {} : { DATABASE_URL: url }),
      ...(folder === undefined ? {} : { PALERMO_DATA: folder, INIT_CWD: folder }),
    },
    terminal: {
      log: (line) => void said.push(line),
      complain: (line) => void complained.push(line),
      progress: () => {},
      askHidden: async () => answers.shift(),
    },
  })
  return { code, said, complained: complained.join('\n'), last: said.at(-1) }
}
