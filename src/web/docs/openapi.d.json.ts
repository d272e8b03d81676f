// Imported `with { type: 'file' }`, like the other files of the page: the server sends the document and never reads it.
declare const path: string;
export default path;
