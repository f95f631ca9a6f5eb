// What the handout uses of three.js; `README.md` beside this file tells how three.min.js is made of it.
export {
  AlwaysStencilFunc, BufferAttribute, BufferGeometry, CircleGeometry, Color, CylinderGeometry, DirectionalLight,
  DoubleSide, Fog, HemisphereLight, IcosahedronGeometry, InstancedMesh, LineBasicMaterial, LineDashedMaterial,
  LineSegments, Matrix4, Mesh, MeshBasicMaterial, MeshLambertMaterial, NotEqualStencilFunc, PCFShadowMap,
  PerspectiveCamera, Raycaster, ReplaceStencilOp, Scene, ShadowMaterial, Vector2, Vector3, WebGLRenderer,
} from 'three';
export { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
