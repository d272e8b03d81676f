// Preloaded into a server by test/architecture-start.test.ts: writes which modules it has loaded when it ends.

process.on('exit', () => {
  console.log(JSON.stringify({ loadedModules: Object.keys(require.cache) }));
});
