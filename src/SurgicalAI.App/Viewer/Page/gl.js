// Small helpers over WebGL 2.
const FLOAT_BYTES = 4;
const VERTEX = 9;

export class Program {
  #gl;
  #program;
  #places = new Map();

  constructor(gl, vertex, fragment) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    for (const [type, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
      gl.attachShader(this.#program, shader);
    }
    gl.linkProgram(this.#program);
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(this.#program));
  }

  use() { this.#gl.useProgram(this.#program); }

  // The type follows from the value: a matrix, a vector of three, a truth value or a texture's number.
  set(name, value) {
    const gl = this.#gl;
    if (!this.#places.has(name)) this.#places.set(name, gl.getUniformLocation(this.#program, name));
    const place = this.#places.get(name);
    if (value.length === 16) gl.uniformMatrix4fv(place, false, value);
    else if (value.length === 3) gl.uniform3fv(place, value);
    else gl.uniform1i(place, Number(value));
  }
}

// Vertices and triangles on the card; either may be replaced.
export class Shape {
  #gl;
  #array;
  #vertices;
  #indices;
  #count = 0;

  constructor(gl) {
    this.#gl = gl;
    this.#array = gl.createVertexArray();
    [this.#vertices, this.#indices] = [gl.createBuffer(), gl.createBuffer()];
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#vertices);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#indices);
    for (let i = 0; i < 3; i++) {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, 3, gl.FLOAT, false, VERTEX * FLOAT_BYTES, 3 * i * FLOAT_BYTES);
    }
  }

  fill(vertices, indices) {
    const gl = this.#gl;
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#vertices);
    gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.DYNAMIC_DRAW);
    if (indices) {
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.DYNAMIC_DRAW);
      this.#count = indices.length;
    }
    return this;
  }

  draw() {
    this.#gl.bindVertexArray(this.#array);
    this.#gl.drawElements(this.#gl.TRIANGLES, this.#count, this.#gl.UNSIGNED_INT, 0);
  }

  free() {
    this.#gl.deleteVertexArray(this.#array);
    this.#gl.deleteBuffer(this.#vertices);
    this.#gl.deleteBuffer(this.#indices);
  }
}

// Depth as seen from the lamp.
export class ShadowMap {
  #gl;
  #frame;
  #size;

  constructor(gl, size) {
    [this.#gl, this.#size, this.#frame] = [gl, size, gl.createFramebuffer()];
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.DEPTH_COMPONENT24, size, size, 0, gl.DEPTH_COMPONENT, gl.UNSIGNED_INT, null);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_COMPARE_MODE, gl.COMPARE_REF_TO_TEXTURE);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.LINEAR);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.TEXTURE_2D, gl.getParameter(gl.TEXTURE_BINDING_2D), 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  begin() {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#frame);
    gl.viewport(0, 0, this.#size, this.#size);
    gl.clear(gl.DEPTH_BUFFER_BIT);
  }

  end() { this.#gl.bindFramebuffer(this.#gl.FRAMEBUFFER, null); }
}
