// Runs the Khronos glTF validator on one file and prints its report as JSON.
// usage: node validate.mjs FOLDER_OF_PACKAGE FILE.glb
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, file] = process.argv.slice(2);
const validator = createRequire(folder + "/")(folder);
const report = await validator.validateBytes(new Uint8Array(readFileSync(file)));
console.log(JSON.stringify(report));
