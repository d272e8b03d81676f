// A process of its own, see packaged-browser.ts.
import packaged from '@sparticuz/chromium';

await packaged.executablePath();
