// Shading of the viewer: one lamp with a shadow, light from the sky, wet or metallic highlights. Linear light, then gamma.
export const VERTEX = `#version 300 es
layout(location = 0) in vec3 aPlace;
layout(location = 1) in vec3 aNormal;
layout(location = 2) in vec3 aFinish;
uniform mat4 uPose, uView, uLens, uLamp;
out vec3 vPlace, vNormal, vFinish;
out vec4 vShade;
void main() {
  vec4 place = uPose * vec4(aPlace, 1.0);
  vPlace = place.xyz;
  vNormal = mat3(uPose) * aNormal;
  vFinish = aFinish;
  vShade = uLamp * place;
  gl_Position = uLens * uView * place;
}`;

export const FRAGMENT = `#version 300 es
precision highp float;
precision highp sampler2DShadow;
in vec3 vPlace, vNormal, vFinish;
in vec4 vShade;
uniform vec3 uColour, uEye, uToLamp;
uniform bool uFlat, uFlesh;
uniform sampler2DShadow uShadow;
out vec4 oColour;

float hash(vec3 p) { return fract(sin(dot(p, vec3(127.1, 311.7, 74.7))) * 43758.5453); }

float noise(vec3 p) {
  vec3 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  vec4 low = vec4(hash(i), hash(i + vec3(1, 0, 0)), hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)));
  vec4 high = vec4(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)));
  vec4 z = mix(low, high, f.z);
  return mix(mix(z.x, z.y, f.x), mix(z.z, z.w, f.x), f.y);
}

// Mottled, so that an eye can tell how the ground lies and where it is.
vec3 flesh(vec3 colour) {
  float coarse = noise(vPlace * 130.0), fine = noise(vPlace * 700.0);
  return colour * mix(0.45, 0.95, 0.65 * coarse + 0.35 * fine);
}

float lit(vec3 n) {
  vec3 at = vShade.xyz * 0.5 + 0.5;
  at.z -= 0.002 + 0.002 * (1.0 - abs(dot(n, uToLamp)));
  float sum = 0.0;
  for (int y = -1; y <= 1; y++)
    for (int x = -1; x <= 1; x++) sum += texture(uShadow, at + vec3(vec2(x, y) / 2048.0, 0.0));
  return any(greaterThan(abs(at.xy - 0.5), vec2(0.5))) ? 1.0 : sum / 9.0;
}

void main() {
  vec3 eye = normalize(uEye - vPlace);
  vec3 n = normalize(vNormal);
  n = faceforward(n, -eye, n);
  vec3 colour = (uFlesh && !uFlat ? flesh(uColour) : uColour) * vFinish.x;
  float shade = lit(n);
  float diffuse = max(dot(n, uToLamp), 0.0) * shade;
  if (uFlat) {
    oColour = vec4(colour * (0.45 + 0.35 * diffuse + 0.2 * max(dot(n, eye), 0.0)), 1.0);
    return;
  }
  float rough = clamp(vFinish.z, 0.1, 1.0), metal = vFinish.y;
  vec3 between = normalize(uToLamp + eye);
  float power = 2.0 / (rough * rough * rough * rough) - 2.0;
  float gloss = (power + 8.0) / 25.0 * pow(max(dot(n, between), 0.0), power) * diffuse;
  vec3 mirror = mix(vec3(0.04), colour, metal);
  float edge = pow(1.0 - max(dot(n, eye), 0.0), 5.0);
  vec3 sky = mix(vec3(0.16, 0.13, 0.13), vec3(0.55, 0.58, 0.62), 0.5 + 0.5 * n.z);
  vec3 reflected = mix(vec3(0.10), vec3(0.9), smoothstep(-0.2, 0.9, reflect(-eye, n).z));
  vec3 light = colour * (1.0 - metal) * (0.95 * diffuse + 0.6 * sky);
  light += mirror * gloss + (mirror + (1.0 - rough) * edge * 0.4) * reflected * (0.25 + 0.75 * metal);
  oColour = vec4(pow(light / (1.0 + 0.25 * light), vec3(1.0 / 2.2)), 1.0);
}`;

export const SHADOW_VERTEX = `#version 300 es
layout(location = 0) in vec3 aPlace;
uniform mat4 uPose, uLamp;
void main() { gl_Position = uLamp * uPose * vec4(aPlace, 1.0); }`;

export const SHADOW_FRAGMENT = `#version 300 es
precision highp float;
void main() {}`;
