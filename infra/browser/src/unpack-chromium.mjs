// Unpacks what npm has brought into the folder for temporary files, which is where the package does: fetch-chromium.ts
// runs this with TMPDIR set to the folder that is to hold the browser.
import chromium, { inflate } from '@sparticuz/chromium';

await chromium.executablePath();
// The libraries for machines that lack them; the package itself unpacks them on AWS Lambda only.
await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');
