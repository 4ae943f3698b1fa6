/**
 * The text of a release's page.
 *
 * @module
 */

import { CHECKSUMS } from "./assets.ts";
import type { ChangelogSection } from "./changelog.ts";
import { deepLinkLines, installText } from "./install_links.ts";
import { REPOSITORY, REPOSITORY_URL, tagOf } from "./project.ts";

/** Writes the text: what the changelog says, then how to check what was downloaded, and how to install it. */
export function releaseNotes({ text }: ChangelogSection, version: string): string {
  // What is beside the changelog in the repository is not beside this page.
  const absolute = text.replaceAll(
    /\]\((?![a-z]+:|#)([^)]+)\)/g,
    (_, path) => `](${REPOSITORY_URL}/blob/${tagOf(version)}/${path})`,
  );
  return `${absolute}

## Install

Each archive has one executable in it, which needs nothing else. Check it before you run it:

\`\`\`sh
sha256sum --check --ignore-missing ${CHECKSUMS}
gh attestation verify runbyte-linux-x64.tar.gz --repo ${REPOSITORY} # built from this tag, by its workflow
\`\`\`

\`runbyte init\` writes a config from the MCP clients that you have, \`runbyte doctor\` checks it. For Claude Desktop
there are bundles (\`.mcpb\`): open that of your platform, and choose the config.

${installText()} The same as links to paste into a browser:

\`\`\`text
${deepLinkLines()}
\`\`\`
`;
}
