// Files imported `with { type: 'file' }`: the default export is a path that also works inside the compiled program.
declare module '*.css' {
  const path: string;
  export default path;
}

declare module '*.txt' {
  const path: string;
  export default path;
}

declare module 'swagger-ui-dist/swagger-ui-bundle.js' {
  const path: string;
  export default path;
}
